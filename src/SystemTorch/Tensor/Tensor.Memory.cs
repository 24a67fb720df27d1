using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A copy, recorded: gradients flow back to this tensor.</summary>
        public Tensor clone() => Op.Clone.Call(this);

        /// <summary>The tensor with its elements one after the other; the tensor itself where they are.</summary>
        public Tensor contiguous() => Op.Contiguous.Call(this);

        /// <summary>The same memory outside the graph.</summary>
        public Tensor detach() => Op.Detach.Call(this);

        /// <summary>Takes the tensor out of the graph.</summary>
        public Tensor detach_() => Op.DetachInPlace.CallInPlace(this);

        /// <summary>Another object for the same memory: a view.</summary>
        public Tensor alias() => Op.Alias.Call(this);

        /// <summary>Makes this tensor a view of another's memory.</summary>
        public Tensor set_(Tensor source) => Op.SetSourceTensorInPlace.CallInPlace(this, source);

        /// <summary>Copies the elements of another tensor, broadcast, into this one.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) => Op.CopyInPlace.CallInPlace(this, source, nonBlocking);

        /// <summary>Writes one number into every element.</summary>
        public Tensor fill_(Scalar value) => Op.FillScalarInPlace.CallInPlace(this, value);

        /// <summary>Writes zero into every element.</summary>
        public Tensor zero_() => Op.ZeroInPlace.CallInPlace(this);

        private static partial class Op
        {
            internal static readonly Operator Alias = new("aten::alias");
            internal static readonly Operator Clone = new("aten::clone");
            internal static readonly Operator Contiguous = new("aten::contiguous");
            internal static readonly Operator Detach = new("aten::detach");
            internal static readonly Operator DetachInPlace = new("aten::detach_");
            internal static readonly Operator FillScalarInPlace = new("aten::fill_", "Scalar");
            internal static readonly Operator SetSourceTensorInPlace = new("aten::set_", "source_Tensor");
            internal static readonly Operator ZeroInPlace = new("aten::zero_");
        }
    }
}
