using System;
using System.Collections.Generic;
using QuantGen;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Examples
{
    /// <summary>Modified version of ResNet to classify CIFAR10 32x32 images.</summary>
    [Quantize]
    partial class NestedBlock : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> layers;
        private readonly Block last;
        private readonly Block? optional;

        public NestedBlock(string name, int planes, bool refines) : base(name)
        {
            var modules = new List<(string, Module<Tensor, Tensor>)>();
            modules.Add(($"conv2d-first", Conv2d(3, planes, kernel_size: 3, stride: 1, padding: 1, bias: false)));
            modules.Add(($"bnrm2d-first", BatchNorm2d(planes)));
            modules.Add(("block", new Block("block", planes)));
            layers = Sequential(modules);
            last = new Block("last", planes);
            optional = refines ? new Block("optional", planes) : null;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            return optional?.call(last.call(layers.forward(input))) ?? input;
        }

        [Quantize]
        partial class Block : Module<Tensor, Tensor>
        {
            public Block(string name, int planes) : base(name)
            {
                layers = Sequential(
                    ($"{name}-conv2d-1", Conv2d(planes, planes, kernel_size: 3, padding: 1, bias: false)),
                    ($"{name}-bnrm2d-1", BatchNorm2d(planes)));
                shortcut = Sequential();
                RegisterComponents();
            }

            public override Tensor forward(Tensor t)
            {
                var x = layers.forward(t);
                using var y = shortcut.forward(t);
                return x.add_(y).relu_();
            }

            private readonly Module<Tensor, Tensor> layers;
            private readonly Module<Tensor, Tensor> shortcut;
        }
    }
}
