using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>
        /// Whether operations on the tensor are recorded, so that backward reaches it. For a result it stays true: detach it.
        /// </summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The elements are integers.</exception>
        public bool requires_grad
        {
            get => Alive(NativeMethods.RequiresGrad(Handle)) != 0;
            set => NativeError.ThrowIfFailed(Alive(NativeMethods.SetRequiresGrad(Handle, value ? 1 : 0)));
        }

        /// <summary>Whether no recorded operation made the tensor.</summary>
        public bool is_leaf => Alive(NativeMethods.IsLeaf(Handle)) != 0;

        /// <summary>
        /// The gradient that backward has added up; null before the first. Each read makes a new object for the same tensor.
        /// </summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">
        /// The gradient set has another shape, type or device.
        /// </exception>
        public unsafe Tensor? grad
        {
            get
            {
                nint gradient;
                NativeError.ThrowIfFailed(Alive(NativeMethods.Grad(Handle, &gradient)));
                return gradient == 0 ? null : new Tensor(gradient);
            }

            set
            {
                NativeError.ThrowIfFailed(Alive(NativeMethods.SetGrad(Handle, value?.Handle ?? 0)));
                GC.KeepAlive(value);
            }
        }

        /// <summary>Sets <see cref="requires_grad"/>.</summary>
        /// <param name="requires_grad">Whether to record.</param>
        /// <returns>This tensor.</returns>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <inheritdoc cref="requires_grad_(bool)"/>
        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>Makes backward keep the gradient of a tensor that is no leaf.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The tensor does not require a gradient.</exception>
        public void retain_grad() => NativeError.ThrowIfFailed(Alive(NativeMethods.RetainGrad(Handle)));

        /// <summary>Adds the derivatives of this tensor, a single number, to the gradients of the leaves it was computed from.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">
        /// The tensor is not a single number or was not recorded, or its graph has been freed by an earlier backward.
        /// </exception>
        public void backward() => autograd.backward([this], null, retain_graph: false);

        /// <summary>Adds the derivatives of this tensor to the gradients of the leaves it was computed from.</summary>
        /// <param name="grad_tensors">One tensor: the weight of each element; null for a single number.</param>
        /// <param name="retain_graph">Whether backward can run again.</param>
        /// <param name="create_graph">Whether backward is recorded itself.</param>
        /// <param name="inputs">The leaves to add to; null for all.</param>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">
        /// The tensor is not a single number or was not recorded, or its graph has been freed by an earlier backward.
        /// </exception>
        public void backward(
            IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }
}
