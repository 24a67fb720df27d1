namespace QuantGen.Samples.Tests.Zoo;

internal static partial class ZooModels
{
    /// <summary>Networks that are no classifiers of pictures by convolution: segmentation, attention, recurrence.</summary>
    private static readonly ZooModel[] Networks = [];
}
