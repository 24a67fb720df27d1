using Xunit;

namespace QuantGen.Samples.Tests.Segmentation.Support;

/// <summary>A test over several values that reads or writes pictures, which needs libgd.</summary>
internal sealed class GdTheoryAttribute : TheoryAttribute
{
    public GdTheoryAttribute() => Skip = GdFactAttribute.Reason;
}
