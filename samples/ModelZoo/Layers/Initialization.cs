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
                HeNormal(conv);
            else if (module is BatchNorm2d norm)
                AsIdentity(norm);
        });
    }

    /// <summary>One convolution, as those of <see cref="ResNet"/>.</summary>
    public static void Convolution(Conv2d conv)
    {
        using var noGradient = no_grad();
        HeNormal(conv);
    }

    /// <summary>As <see cref="ResNet"/>, and classifiers from a normal distribution of deviation 0.01 with zero bias.</summary>
    public static void MobileNet(Module model)
    {
        ResNet(model);

        using var noGradient = no_grad();
        model.apply(static module =>
        {
            if (module is Linear linear)
                Normal(linear, 0.01);
        });
    }

    /// <summary>As <see cref="MobileNet"/>: VGG's convolutions have biases, which start at zero too.</summary>
    public static void Vgg(Module model) => MobileNet(model);

    /// <summary>Convolutions by He's uniform rule over the fan in; the one that gives the scores from a normal distribution of deviation 0.01.</summary>
    public static void SqueezeNet(Module model, Conv2d scores)
    {
        using var noGradient = no_grad();
        model.apply(module =>
        {
            if (module is not Conv2d conv)
                return;

            if (ReferenceEquals(conv, scores))
                init.normal_(conv.weight, mean: 0, std: 0.01);
            else
                init.kaiming_uniform_(conv.weight);
            Zero(conv.bias);
        });
    }

    /// <summary>Convolutions and classifiers from a normal distribution cut off at -2 and 2; BatchNorm as the identity.</summary>
    public static void Inception(Module model, double deviation)
    {
        using var noGradient = no_grad();
        model.apply(module =>
        {
            if (module is Conv2d conv)
                init.trunc_normal_(conv.weight, std: deviation);
            else if (module is Linear linear)
                init.trunc_normal_(linear.weight, std: deviation);
            else if (module is BatchNorm2d norm)
                AsIdentity(norm);
        });
    }

    /// <summary>Convolutions by He's normal rule over the fan in; BatchNorm as the identity; classifiers without bias.</summary>
    public static void DenseNet(Module model)
    {
        using var noGradient = no_grad();
        model.apply(static module =>
        {
            if (module is Conv2d conv)
                init.kaiming_normal_(conv.weight);
            else if (module is BatchNorm2d norm)
                AsIdentity(norm);
            else if (module is Linear linear)
                Zero(linear.bias);
        });
    }

    /// <summary>As <see cref="ResNet"/>, and classifiers uniformly within the inverse square root of how many scores they give.</summary>
    public static void EfficientNet(Module model)
    {
        ResNet(model);

        using var noGradient = no_grad();
        model.apply(static module =>
        {
            if (module is not Linear linear)
                return;

            var bound = 1 / Math.Sqrt(linear.weight.shape[0]);
            init.uniform_(linear.weight, -bound, bound);
            Zero(linear.bias);
        });
    }

    /// <summary>As <see cref="ResNet"/> with zero biases, and classifiers by the uniform rule over the fan out for a sigmoid.</summary>
    public static void MnasNet(Module model)
    {
        ResNet(model);

        using var noGradient = no_grad();
        model.apply(static module =>
        {
            if (module is not Linear linear)
                return;

            init.kaiming_uniform_(linear.weight, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.Sigmoid);
            Zero(linear.bias);
        });
    }

    private static void HeNormal(Conv2d conv)
    {
        init.kaiming_normal_(conv.weight, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU);
        Zero(conv.bias);
    }

    private static void Normal(Linear linear, double deviation)
    {
        init.normal_(linear.weight, mean: 0, std: deviation);
        Zero(linear.bias);
    }

    private static void AsIdentity(BatchNorm2d norm)
    {
        init.ones_(norm.weight);
        Zero(norm.bias);
    }

    private static void Zero(Tensor? bias)
    {
        if (bias is not null)
            init.zeros_(bias);
    }
}
