using QuantGen;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>A classifier of handwritten digits, its layers made where they are declared.</summary>
[Quantize(Granularity.PerTensor)]
public partial class FieldInitializers : Module<Tensor, Tensor>
{
    private Module<Tensor, Tensor> conv1 = Conv2d(1, 32, 3);
    private Module<Tensor, Tensor> conv2 = Conv2d(32, 64, 3);
    private Module<Tensor, Tensor> fc1 = Linear(9216, 128);
    private Module<Tensor, Tensor> fc2 = Linear(128, 10);

    // These have no parameters.
    private Module<Tensor, Tensor> pool1 = MaxPool2d(kernel_size: new long[] { 2, 2 });
    private Module<Tensor, Tensor> relu1 = ReLU(), relu2 = ReLU(), relu3 = ReLU();
    private Module<Tensor, Tensor> dropout1 = Dropout(0.25);
    private Module<Tensor, Tensor> flatten = Flatten();
    private Module<Tensor, Tensor> logsm = LogSoftmax(1);

    /// <summary>Makes a classifier with fresh weights.</summary>
    public FieldInitializers(string name, Device? device = null) : base(name)
    {
        RegisterComponents();

        if (device is not null && device.type != DeviceType.CPU)
            this.to(device);
    }

    /// <summary>Classifies N x 1 x 28 x 28.</summary>
    public override Tensor forward(Tensor input)
    {
        // All these modules are private to the model and won't have hooks,
        // so we can use 'forward' instead of 'call'
        var l11 = conv1.forward(input);
        var l12 = relu1.forward(l11);

        var l21 = conv2.forward(l12);
        var l22 = relu2.forward(l21);
        var l23 = pool1.forward(l22);
        var l24 = dropout1.forward(l23);

        var x = flatten.forward(l24);

        var l31 = fc1.forward(x);
        var l32 = relu3.forward(l31);
        var l41 = fc2.forward(l32);

        return logsm.forward(l41);
    }
}
