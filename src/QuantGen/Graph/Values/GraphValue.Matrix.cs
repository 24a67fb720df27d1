using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Products of matrices.</content>
public sealed partial class GraphValue
{
    /// <inheritdoc cref="Tensor.matmul(Tensor)"/>
    public GraphValue matmul(GraphValue target) => MatMul(target);

    /// <inheritdoc cref="Tensor.mm(Tensor)"/>
    public GraphValue mm(GraphValue target) => Ranked(2).MatMul(target.Ranked(2));

    /// <inheritdoc cref="Tensor.bmm(Tensor)"/>
    public GraphValue bmm(GraphValue batch2) => Ranked(3).MatMul(batch2.Ranked(3));

    /// <inheritdoc cref="Tensor.mv(Tensor)"/>
    public GraphValue mv(GraphValue target) => Ranked(2).MatMul(target.Ranked(1));

    /// <inheritdoc cref="Tensor.dot(Tensor)"/>
    public GraphValue dot(GraphValue target) => Ranked(1).MatMul(target.Ranked(1));

    /// <inheritdoc cref="Tensor.outer(Tensor)"/>
    public GraphValue outer(GraphValue vec2) => Ranked(1).Unsqueeze(1).mul(vec2.Ranked(1).Unsqueeze(0));

    /// <inheritdoc cref="Tensor.ger(Tensor)"/>
    public GraphValue ger(GraphValue vec2) => outer(vec2);

    /// <inheritdoc cref="Tensor.addmm(Tensor, Tensor, float, float)"/>
    public GraphValue addmm(GraphValue mat1, GraphValue mat2, float beta = 1, float alpha = 1) => mul(beta).add(mat1.mm(mat2).mul(alpha));

    /// <inheritdoc cref="Tensor.baddbmm(Tensor, Tensor, float, float)"/>
    public GraphValue baddbmm(GraphValue batch1, GraphValue batch2, float beta = 1, float alpha = 1) => mul(beta).add(batch1.bmm(batch2).mul(alpha));

    /// <inheritdoc cref="Tensor.addmv(Tensor, Tensor, float, float)"/>
    public GraphValue addmv(GraphValue mat, GraphValue vec, float beta = 1, float alpha = 1) => mul(beta).add(mat.mv(vec).mul(alpha));
}
