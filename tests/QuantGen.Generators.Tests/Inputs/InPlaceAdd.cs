using System;
using QuantGen;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples
{
    namespace Residual
    {
        [Quantize]
        internal partial class InPlaceAdd : Module<Tensor, Tensor>
        {
            public InPlaceAdd(int in_planes, int planes, int stride, Module<Tensor, Tensor>? downsample = null, Func<int, Module<Tensor, Tensor>>? norm_layer = null)
                : base("InPlaceAdd")
            {
                if (norm_layer is null) {
                    norm_layer = (planes) => BatchNorm2d(planes);
                }

                conv1 = Conv2d(in_planes, planes, kernel_size: 3, stride: stride, padding: 1, bias: false);
                bn1 = norm_layer(planes);
                relu1 = ReLU(inplace: true);
                conv2 = Conv2d(planes, planes, kernel_size: 3, stride: 1, padding: 1, bias: false);
                bn2 = nn.BatchNorm2d(planes);
                this.downsample = downsample;

                RegisterComponents();
            }

            public override Tensor forward(Tensor input)
            {
                var identity = input;

                var x = relu1.call(bn1.call(conv1.call(input)));
                x = bn2.call(conv2.call(x)); // of the second convolution

                if (downsample is not null) {
                    identity = downsample.call(input);
                }

                return x.add_(identity).relu_();
            }

            protected override void Dispose(bool disposing)
            {
                if (disposing) {
                    conv1.Dispose();
                    downsample?.Dispose();
                }
                base.Dispose(disposing);
            }

            public static int expansion = 1;

            private readonly Module<Tensor, Tensor> conv1;
            private readonly Module<Tensor, Tensor> bn1;
            private readonly Module<Tensor, Tensor> conv2;
            internal readonly Module<Tensor, Tensor> bn2;
            private readonly Module<Tensor, Tensor> relu1;
            private readonly Module<Tensor, Tensor>? downsample;
        }
    }
}
