using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>torchvision's initial weights.</summary>
internal static class Initialization
{
    /// <summary>Convolutions by He's normal rule over the fan out; BatchNorm as the identity; the classifier as torch makes it.</summary>
    public static void ResNet(Module model)
    {
        using var noGradient = no_grad();
        model.apply(static module =>
        {
            if (module is Conv2d conv)
                init.kaiming_normal_(conv.weight, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU);
            else if (module is BatchNorm2d norm)
                AsIdentity(norm);
        });
    }

    /// <summary>As <see cref="ResNet"/>, and classifiers from a normal distribution of deviation 0.01 with zero bias.</summary>
    public static void MobileNet(Module model)
    {
        ResNet(model);

        using var noGradient = no_grad();
        model.apply(static module =>
        {
            if (module is not Linear linear)
                return;

            init.normal_(linear.weight, mean: 0, std: 0.01);
            if (linear.bias is not null)
                init.zeros_(linear.bias);
        });
    }

    private static void AsIdentity(BatchNorm2d norm)
    {
        init.ones_(norm.weight);
        if (norm.bias is not null)
            init.zeros_(norm.bias);
    }
}
