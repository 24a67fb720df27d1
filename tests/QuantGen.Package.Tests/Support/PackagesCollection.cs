using Xunit;

namespace QuantGen.Package.Tests.Support;

/// <summary>The tests that look at one set of packages, which is made once.</summary>
[CollectionDefinition(Name)]
public sealed class PackagesCollection : ICollectionFixture<PackageFeed>
{
    /// <summary>Its name.</summary>
    public const string Name = "packages";
}
