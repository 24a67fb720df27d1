using Xunit;

namespace QuantGen.Generators.Tests.Placement;

/// <summary>Where quantizers stand for TensorRT.</summary>
public sealed class TensorRtTests
{
    private static readonly long[] _tokens = [2, 5, 8];
    private static readonly long[] _features = [3, 8];
    private static readonly long[] _picture = [2, 8, 6, 6];

    [Fact]
    public void SelfAttention() => Placed.Verify(
        "SelfAttention",
        """
        query._input_quantizer query._weight_quantizer key._input_quantizer key._weight_quantizer
        value._input_quantizer value._weight_quantizer output._input_quantizer output._weight_quantizer
        matmul_quantizer matmul_quantizer_2 matmul_quantizer_3 matmul_quantizer_4 residual_quantizer
        """,
        [8L],
        _tokens);

    [Fact]
    public void FusedAttention() => Placed.Verify(
        "FusedAttention",
        """
        projection._input_quantizer projection._weight_quantizer output._input_quantizer output._weight_quantizer
        query_quantizer key_quantizer value_quantizer
        """,
        [8L],
        _tokens);

    [Fact]
    public void HelperSums() => Placed.Verify(
        "HelperSums",
        """
        conv1._input_quantizer conv1._weight_quantizer conv2._input_quantizer conv2._weight_quantizer mix._input_quantizer mix._weight_quantizer
        residual_quantizer residual_quantizer_2 residual_quantizer_3 residual_quantizer_4
        """,
        [8L],
        _picture);

    [Fact]
    public void InceptionBlock() => Placed.Verify(
        "InceptionBlock",
        "branch1._input_quantizer branch1._weight_quantizer branch3._input_quantizer branch3._weight_quantizer cat_quantizer",
        [8L],
        _picture);

    [Fact]
    public void DenseBlock() => Placed.Verify(
        "DenseBlock",
        """
        layers.0._input_quantizer layers.0._weight_quantizer layers.1._input_quantizer layers.1._weight_quantizer
        layers.2._input_quantizer layers.2._weight_quantizer cat_quantizer cat_quantizer_2
        """,
        [8L, 4L, 3],
        _picture);

    [Fact]
    public void SqueezeExcite() => Placed.Verify(
        "SqueezeExcite",
        "fc1._input_quantizer fc1._weight_quantizer fc2._input_quantizer fc2._weight_quantizer mul_quantizer mul_quantizer_2",
        [8L],
        _picture);

    [Fact]
    public void ThreeTerms() => Placed.Verify(
        "ThreeTerms",
        """
        left._input_quantizer left._weight_quantizer right._input_quantizer right._weight_quantizer
        third._input_quantizer third._weight_quantizer
        residual_quantizer residual_quantizer_2 residual_quantizer_3 residual_quantizer_4 residual_quantizer_5 third_input_quantizer_2
        """,
        [8L],
        _features);

    [Fact]
    public void PlainArithmeticStaysInFloat() => Placed.Verify("PlainArithmetic", "fc._input_quantizer fc._weight_quantizer", [8L], _features);

    [Fact]
    public void OwnWeights() => Placed.Verify("OwnWeights", "fc._input_quantizer fc._weight_quantizer matmul_quantizer", [8L], _features);

    [Fact]
    public void GatedInPlace() => Placed.Verify(
        "GatedInPlace",
        """
        value._input_quantizer value._weight_quantizer gate._input_quantizer gate._weight_quantizer
        mul_quantizer mul_quantizer_2 mul_quantizer_3 mul_quantizer_4 mul_quantizer_5 mul_quantizer_6 mul_quantizer_7
        value_input_quantizer_2 gate_input_quantizer_2 gate_input_quantizer_3 gate_input_quantizer_4
        """,
        [8L],
        _features);

    [Fact]
    public void TokensAndFactors() => Placed.Verify(
        "TokensAndFactors",
        """
        patches._input_quantizer patches._weight_quantizer fc1._input_quantizer fc1._weight_quantizer fc2._input_quantizer fc2._weight_quantizer
        cat_quantizer mul_quantizer mul_quantizer_2
        """,
        [8L],
        _picture);

    [Fact]
    public void SumBehindLoop() => Placed.Verify(
        "SumBehindLoop",
        """
        layers.0._input_quantizer layers.0._weight_quantizer layers.1._input_quantizer layers.1._weight_quantizer
        mul_quantizer mul_quantizer_2 residual_quantizer
        """,
        [8L, 2],
        _features);
}
