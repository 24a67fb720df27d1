using System.Runtime.CompilerServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Part of the tensor, as Python's <c>tensor[..]</c>: a view, or a copy where a tensor is among the indices.</summary>
        /// <param name="indices">An entry for each of the first dimensions.</param>
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>The elements that tensors of indices name, one tensor a dimension.</summary>
        /// <param name="indices">Integers, or truth values for one or more dimensions.</param>
        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>A view at one place of the first dimensions, which disappear; negative numbers count from the end.</summary>
        /// <param name="indices">The places.</param>
        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => At(indices);
            set => Assign(At(indices), value);
        }

        /// <inheritdoc cref="this[long[]]"/>
        /// <param name="i1">The place in the first dimension.</param>
        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => At([i1]);
            set => Assign(At([i1]), value);
        }

        /// <inheritdoc cref="this[long]"/>
        /// <param name="i2">The place in the second dimension.</param>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => At([i1, i2]);
            set => Assign(At([i1, i2]), value);
        }

        /// <inheritdoc cref="this[long, long]"/>
        /// <param name="i3">The place in the third dimension.</param>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => At([i1, i2, i3]);
            set => Assign(At([i1, i2, i3]), value);
        }

        /// <inheritdoc cref="this[long, long, long]"/>
        /// <param name="i4">The place in the fourth dimension.</param>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => At([i1, i2, i3, i4]);
            set => Assign(At([i1, i2, i3, i4]), value);
        }

        /// <inheritdoc cref="this[long, long, long, long]"/>
        /// <param name="i5">The place in the fifth dimension.</param>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => At([i1, i2, i3, i4, i5]);
            set => Assign(At([i1, i2, i3, i4, i5]), value);
        }

        /// <inheritdoc cref="this[long, long, long, long, long]"/>
        /// <param name="i6">The place in the sixth dimension.</param>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => At([i1, i2, i3, i4, i5, i6]);
            set => Assign(At([i1, i2, i3, i4, i5, i6]), value);
        }

        /// <inheritdoc cref="this[TensorIndex[]]"/>
        public Tensor index(params TensorIndex[] indices)
        {
            using var view = new IndexedView(this, indices);
            return view.Tensors is { } tensors ? Op.IndexTensor.Call(view.View, Argument.OptionalTensors(tensors)) : view.Take();
        }

        /// <inheritdoc cref="this[Tensor[]]"/>
        public Tensor index(params Tensor[] indices) => Op.IndexTensor.Call(this, Argument.OptionalTensors(indices));

        /// <summary>Writes into the part of the tensor that indices name.</summary>
        /// <param name="value">What to write; broadcast to the part's shape.</param>
        /// <param name="indices">An entry for each of the first dimensions.</param>
        /// <returns>This tensor.</returns>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, accumulate: false);

        /// <inheritdoc cref="index_put_(Tensor, TensorIndex[])"/>
        /// <param name="accumulate">Whether to add to what is there; only with tensors of indices.</param>
        /// <exception cref="ArgumentException">There is nothing to accumulate over: no tensor among the indices.</exception>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            using var view = new IndexedView(this, indices);
            if (view.Tensors is { } tensors)
                Op.IndexPutInPlace.CallVoid(view.View, Argument.OptionalTensors(tensors), value, accumulate);
            else if (accumulate)
                throw new ArgumentException("Only tensors of indices can accumulate.", nameof(indices));
            else
                Op.CopyInPlace.CallVoid(view.View, value);
            return this;
        }

        /// <summary>Writes into the elements that tensors of indices name.</summary>
        /// <param name="value">What to write; broadcast to the indices' shape.</param>
        /// <param name="indices">One tensor a dimension.</param>
        /// <returns>This tensor.</returns>
        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, accumulate: false);

        /// <inheritdoc cref="index_put_(Tensor, Tensor[])"/>
        /// <param name="accumulate">Whether to add to what is there.</param>
        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            Op.IndexPutInPlace.CallInPlace(this, Argument.OptionalTensors(indices), value, accumulate);

        /// <summary>Writes one number into the part of the tensor that indices name.</summary>
        /// <param name="value">The number.</param>
        /// <param name="indices">An entry for each of the first dimensions.</param>
        /// <returns>This tensor.</returns>
        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var number = AsTensor(value);
            return index_put_(number, indices);
        }

        /// <summary>Writes one number into the elements that tensors of indices name.</summary>
        /// <param name="value">The number.</param>
        /// <param name="indices">One tensor a dimension.</param>
        /// <returns>This tensor.</returns>
        public Tensor index_put_(Scalar value, params Tensor[] indices)
        {
            using var number = AsTensor(value);
            return index_put_(number, indices);
        }

        private Tensor At(ReadOnlySpan<long> indices)
        {
            var view = Op.SelectInt.Call(this, 0L, indices[0]);
            foreach (var index in indices[1..])
            {
                using var outer = view;
                view = Op.SelectInt.Call(outer, 0L, index);
            }

            return view;
        }

        private static void Assign(Tensor part, Tensor value)
        {
            using (part)
                Op.CopyInPlace.CallVoid(part, value);
        }

        private Tensor AsTensor(Scalar value) => Op.ScalarTensor.Call(value, dtype, Argument.None, device);

        private static partial class Op
        {
            internal static readonly Operator IndexPutInPlace = new("aten::index_put_");
            internal static readonly Operator IndexTensor = new("aten::index", "Tensor");
            internal static readonly Operator ScalarTensor = new("aten::scalar_tensor");
        }
    }
}
