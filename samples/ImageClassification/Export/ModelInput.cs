using ImageClassification.Data;
using QuantGen.Graph;

namespace ImageClassification.Export;

/// <summary>What the graph of a model of pictures is given.</summary>
internal static class ModelInput
{
    /// <summary>Pictures of a set.</summary>
    /// <param name="pictures">The set.</param>
    /// <param name="batch">How many at a time.</param>
    public static GraphInput Of(ImageSet pictures, int batch) => new([batch, ImageSet.Channels, pictures.Side, pictures.Side]);
}
