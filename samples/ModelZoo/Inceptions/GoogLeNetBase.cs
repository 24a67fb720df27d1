using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>The layers of GoogLeNet (Szegedy et al. 2015, table 1), and the three stretches between its auxiliary classifiers.</summary>
/// <typeparam name="TResult">What the network gives: scores, or scores and those of the auxiliary classifiers.</typeparam>
public abstract class GoogLeNetBase<TResult> : Module<Tensor, TResult>
{
    protected readonly BasicConv2d conv1 = new(3, 64, kernel: 7, stride: 2, padding: 3);
    protected readonly MaxPool2d maxpool1 = MaxPool2d(3, stride: 2, ceil_mode: true);
    protected readonly BasicConv2d conv2 = new(64, 64, kernel: 1);
    protected readonly BasicConv2d conv3 = new(64, 192, kernel: 3, padding: 1);
    protected readonly MaxPool2d maxpool2 = MaxPool2d(3, stride: 2, ceil_mode: true);
    protected readonly GoogLeNetBlock inception3a = new(192, 64, (96, 128), (16, 32), 32);
    protected readonly GoogLeNetBlock inception3b = new(256, 128, (128, 192), (32, 96), 64);
    protected readonly MaxPool2d maxpool3 = MaxPool2d(3, stride: 2, ceil_mode: true);
    protected readonly GoogLeNetBlock inception4a = new(480, 192, (96, 208), (16, 48), 64);
    protected readonly GoogLeNetBlock inception4b = new(512, 160, (112, 224), (24, 64), 64);
    protected readonly GoogLeNetBlock inception4c = new(512, 128, (128, 256), (24, 64), 64);
    protected readonly GoogLeNetBlock inception4d = new(512, 112, (144, 288), (32, 64), 64);
    protected readonly GoogLeNetBlock inception4e = new(528, 256, (160, 320), (32, 128), 128);
    protected readonly MaxPool2d maxpool4 = MaxPool2d(2, stride: 2, ceil_mode: true);
    protected readonly GoogLeNetBlock inception5a = new(832, 256, (160, 320), (32, 128), 128);
    protected readonly GoogLeNetBlock inception5b = new(832, 384, (192, 384), (48, 128), 128);
    protected readonly AdaptiveAvgPool2d avgpool = AdaptiveAvgPool2d(1);
    protected readonly Dropout dropout;
    protected readonly Linear fc;

    /// <summary>Makes the layers with fresh weights; the deriving class registers them.</summary>
    /// <param name="name">The name of the module.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="dropout">Share of features that training drops before the classifier.</param>
    protected GoogLeNetBase(string name, long classes, double dropout)
        : base(name)
    {
        this.dropout = Dropout(dropout);
        fc = Linear(1024, classes);
    }

    /// <summary>From the picture to the first auxiliary classifier.</summary>
    protected Tensor ToFirstHead(Tensor x)
    {
        x = maxpool1.call(conv1.call(x));
        x = maxpool2.call(conv3.call(conv2.call(x)));
        x = maxpool3.call(inception3b.call(inception3a.call(x)));
        return inception4a.call(x);
    }

    /// <summary>From the first auxiliary classifier to the second.</summary>
    protected Tensor ToSecondHead(Tensor x) => inception4d.call(inception4c.call(inception4b.call(x)));

    /// <summary>From the second auxiliary classifier to the scores.</summary>
    protected Tensor ToScores(Tensor x)
    {
        x = maxpool4.call(inception4e.call(x));
        x = inception5b.call(inception5a.call(x));
        x = flatten(avgpool.call(x), 1);
        return fc.call(dropout.call(x));
    }
}
