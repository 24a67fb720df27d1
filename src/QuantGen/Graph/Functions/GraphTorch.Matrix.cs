using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Products of matrices.</content>
public static partial class GraphTorch
{
    /// <inheritdoc cref="torch.addmm(Tensor, Tensor, Tensor, float, float)"/>
    public static GraphValue addmm(GraphValue input, GraphValue mat1, GraphValue mat2, float beta, float alpha) => input.addmm(mat1, mat2, beta, alpha);

    /// <inheritdoc cref="torch.addmv(Tensor, Tensor, Tensor, float, float)"/>
    public static GraphValue addmv(GraphValue input, GraphValue mat1, GraphValue mat2, float beta, float alpha) => input.addmv(mat1, mat2, beta, alpha);

    /// <inheritdoc cref="torch.baddbmm(Tensor, Tensor, Tensor, float, float)"/>
    public static GraphValue baddbmm(GraphValue input, GraphValue batch1, GraphValue batch2, float beta = 1, float alpha = 1) => input.baddbmm(batch1, batch2, beta, alpha);

    /// <inheritdoc cref="torch.bmm(Tensor, Tensor)"/>
    public static GraphValue bmm(GraphValue input, GraphValue batch2) => input.bmm(batch2);

    /// <inheritdoc cref="torch.dot(Tensor, Tensor)"/>
    public static GraphValue dot(GraphValue input, GraphValue other) => input.dot(other);

    /// <inheritdoc cref="torch.ger(Tensor, Tensor)"/>
    public static GraphValue ger(GraphValue input, GraphValue vec2) => input.ger(vec2);

    /// <inheritdoc cref="torch.matmul(Tensor, Tensor)"/>
    public static GraphValue matmul(GraphValue input, GraphValue target) => input.matmul(target);

    /// <inheritdoc cref="torch.mm(Tensor, Tensor)"/>
    public static GraphValue mm(GraphValue input, GraphValue target) => input.mm(target);

    /// <inheritdoc cref="torch.mv(Tensor, Tensor)"/>
    public static GraphValue mv(GraphValue input, GraphValue target) => input.mv(target);

    /// <inheritdoc cref="torch.outer(Tensor, Tensor)"/>
    public static GraphValue outer(GraphValue input, GraphValue vec2) => input.outer(vec2);
}
