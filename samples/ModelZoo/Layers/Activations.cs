using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>Makers of activations, for blocks that exist with several.</summary>
internal static class Activations
{
    public static Module<Tensor, Tensor> ReLU() => nn.ReLU(inplace: true);

    public static Module<Tensor, Tensor> ReLU6() => nn.ReLU6(inplace: true);

    public static Module<Tensor, Tensor> Hardswish() => nn.Hardswish(inplace: true);

    public static Module<Tensor, Tensor> SiLU() => nn.SiLU(inplace: true);

    public static Module<Tensor, Tensor> Sigmoid() => nn.Sigmoid();

    public static Module<Tensor, Tensor> Hardsigmoid() => nn.Hardsigmoid();
}
