using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Activation functions that take more than one operation.</content>
public sealed partial class GraphValue
{
    private GraphValue Softplus(double beta, double threshold)
    {
        // Beyond 20 the function and the identity are the same float32.
        const double beyond = 20;
        var scaled = beta == 1 ? AsFloat() : AsFloat().mul(beta);
        var smooth = beta == 1 ? scaled.Unary("Softplus") : scaled.Unary("Softplus").div(beta);
        return threshold >= beyond ? smooth : Choice(scaled.gt(threshold), AsFloat(), smooth);
    }

    private GraphValue Prelu(GraphValue slope)
    {
        // Torch has the slopes of channels as a vector.
        var perChannel = slope.Type.Count > 1 && Type.Rank > 2;
        return Apply("PRelu", [this, perChannel ? slope.Reshape([slope.Type.Count, .. Enumerable.Repeat(1L, Type.Rank - 2)]) : slope]);
    }

    private GraphValue Glu(long dim)
    {
        var halves = Chunk(2, dim);
        return halves[0].mul(halves[1].sigmoid());
    }

    private GraphValue Softmax(string operation, long dim, ScalarType? dtype) =>
        Apply(operation, [Of(dtype).AsFloat()], new() { { "axis", Axis(dim) } });
}
