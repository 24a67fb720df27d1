using System.Reflection;
using TorchSharp;
using Xunit.Sdk;

namespace QuantGen.Testing.Randomness;

/// <summary>
/// Gives torch's random source the same seed before every test of an assembly: xunit runs test classes in another order each time, and what
/// one draws would else depend on those before it.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class SeededTorchAttribute : BeforeAfterTestAttribute
{
    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest) => Seed();

    /// <inheritdoc/>
    /// <remarks>For the constructor of the next test's class, which runs before <see cref="Before"/>.</remarks>
    public override void After(MethodInfo methodUnderTest) => Seed();

    private static void Seed() => torch.random.manual_seed(TestSeed.Fixed);
}
