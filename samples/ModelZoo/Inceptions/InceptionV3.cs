using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// Inception v3 (Szegedy et al. 2016, table 1), with torchvision's structure and parameter names, so that torchvision's weights load. Takes
/// N x 3 x H x W with sides of 75 or more, in training with the auxiliary classifier of 299 or more; gives N x classes, and those scores
/// of the auxiliary classifier, which it runs in training only.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class InceptionV3 : Module<Tensor, (Tensor Scores, Tensor? Auxiliary)>
{
    private readonly BasicConv2d Conv2d_1a_3x3;
    private readonly BasicConv2d Conv2d_2a_3x3;
    private readonly BasicConv2d Conv2d_2b_3x3;
    private readonly MaxPool2d maxpool1;
    private readonly BasicConv2d Conv2d_3b_1x1;
    private readonly BasicConv2d Conv2d_4a_3x3;
    private readonly MaxPool2d maxpool2;
    private readonly InceptionA Mixed_5b;
    private readonly InceptionA Mixed_5c;
    private readonly InceptionA Mixed_5d;
    private readonly InceptionB Mixed_6a;
    private readonly InceptionC Mixed_6b;
    private readonly InceptionC Mixed_6c;
    private readonly InceptionC Mixed_6d;
    private readonly InceptionC Mixed_6e;
    private readonly InceptionHead? AuxLogits;
    private readonly InceptionD Mixed_7a;
    private readonly InceptionE Mixed_7b;
    private readonly InceptionE Mixed_7c;
    private readonly AdaptiveAvgPool2d avgpool;
    private readonly Dropout dropout;
    private readonly Linear fc;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="auxiliary">Whether there is an auxiliary classifier.</param>
    /// <param name="dropout">Share of features that training drops before the classifier.</param>
    public InceptionV3(long classes = 1000, bool auxiliary = true, double dropout = 0.5)
        : base(nameof(InceptionV3))
    {
        Conv2d_1a_3x3 = new BasicConv2d(3, 32, kernel: 3, stride: 2);
        Conv2d_2a_3x3 = new BasicConv2d(32, 32, kernel: 3);
        Conv2d_2b_3x3 = new BasicConv2d(32, 64, kernel: 3, padding: 1);
        maxpool1 = MaxPool2d(3, stride: 2);
        Conv2d_3b_1x1 = new BasicConv2d(64, 80, kernel: 1);
        Conv2d_4a_3x3 = new BasicConv2d(80, 192, kernel: 3);
        maxpool2 = MaxPool2d(3, stride: 2);
        Mixed_5b = new InceptionA(192, pooled: 32);
        Mixed_5c = new InceptionA(256, pooled: 64);
        Mixed_5d = new InceptionA(288, pooled: 64);
        Mixed_6a = new InceptionB(288);
        Mixed_6b = new InceptionC(768, inner: 128);
        Mixed_6c = new InceptionC(768, inner: 160);
        Mixed_6d = new InceptionC(768, inner: 160);
        Mixed_6e = new InceptionC(768, inner: 192);
        if (auxiliary)
            AuxLogits = new InceptionHead(768, classes);
        Mixed_7a = new InceptionD(768);
        Mixed_7b = new InceptionE(1280);
        Mixed_7c = new InceptionE(2048);
        avgpool = AdaptiveAvgPool2d(1);
        this.dropout = Dropout(dropout);
        fc = Linear(2048, classes);

        RegisterComponents();
        Initialization.Inception(this, deviation: 0.1);
    }

    /// <inheritdoc/>
    public override (Tensor Scores, Tensor? Auxiliary) forward(Tensor x)
    {
        // Down to 35 x 35 where the picture has 299 x 299.
        x = Conv2d_2b_3x3.call(Conv2d_2a_3x3.call(Conv2d_1a_3x3.call(x)));
        x = maxpool1.call(x);
        x = Conv2d_4a_3x3.call(Conv2d_3b_1x1.call(x));
        x = maxpool2.call(x);

        x = Mixed_5d.call(Mixed_5c.call(Mixed_5b.call(x)));

        // 17 x 17
        x = Mixed_6a.call(x);
        x = Mixed_6e.call(Mixed_6d.call(Mixed_6c.call(Mixed_6b.call(x))));

        Tensor? auxiliary = null;
        if (training && AuxLogits is not null)
            auxiliary = AuxLogits.call(x);

        // 8 x 8
        x = Mixed_7c.call(Mixed_7b.call(Mixed_7a.call(x)));
        x = dropout.call(avgpool.call(x));
        return (fc.call(x.flatten(1)), auxiliary);
    }
}
