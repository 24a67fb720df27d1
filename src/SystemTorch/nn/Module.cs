using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Neural networks: modules, their functional forms, initialisation and utilities.</summary>
    public static partial class nn
    {
        /// <summary>
        /// A part of a neural network: a tree of named parameters, buffers and submodules. A derived class keeps them in fields and calls
        /// <see cref="RegisterComponents"/> at the end of its constructor.
        /// </summary>
        public partial class Module : IDisposable
        {
            protected string name;
            protected DeviceType _deviceType = DeviceType.CPU;
            protected int _deviceIndex = -1;
            protected OrderedDict<string, Module> _internal_submodules = [];
            protected OrderedDict<string, Parameter> _internal_params = [];
            protected OrderedDict<string, (Tensor, bool)> _internal_buffers = [];

            private bool _training = true;
            private bool _disposed;

            /// <summary>Creates a module.</summary>
            /// <param name="name">What <see cref="GetName"/> returns; usually the class's name.</param>
            protected Module(string name)
            {
                this.name = name;
            }

            /// <summary>Whether the module is in training mode, as a new one is.</summary>
            public virtual bool training => _training;

            /// <summary>The name given at construction.</summary>
            public virtual string GetName() => name;

            /// <summary>Sets this module and all below it to training or evaluation mode.</summary>
            public virtual void train(bool train = true)
            {
                _training = train;
                foreach (var (_, child) in named_children())
                    child.train(train);
            }

            /// <summary>Sets evaluation mode: <c>train(false)</c>.</summary>
            public virtual void eval() => train(false);

            /// <summary>Calls a function for every module of the tree, children first, this module last.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var (_, child) in named_children())
                    child.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Drops the gradients of all parameters, or zeroes them.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var (_, parameter) in named_parameters())
                {
                    using var gradient = parameter.grad;
                    if (gradient is null)
                        continue;
                    if (set_to_none)
                        parameter.grad = null;
                    else
                        gradient.zero_();
                }
            }

            /// <summary>Disposes the parameters, buffers and submodules.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <inheritdoc cref="Dispose()"/>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || _disposed)
                    return;

                _disposed = true;
                foreach (var (_, buffer) in named_buffers(recurse: false).ToList())
                    buffer.DetachFromDisposeScope().Dispose();
                foreach (var (_, parameter) in named_parameters(recurse: false).ToList())
                    parameter.DetachFromDisposeScope().Dispose();
                foreach (var (_, module) in named_modules().ToList())
                    module.Dispose();
            }
        }
    }
}
