using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Derivatives of recorded computations.</summary>
    public static partial class autograd
    {
        /// <summary>The derivatives of outputs by inputs, as new tensors; nothing is added to <see cref="Tensor.grad"/>.</summary>
        /// <param name="outputs">What to derive.</param>
        /// <param name="inputs">What to derive by.</param>
        /// <param name="grad_outputs">The weight of each element of each output; null entries, or null, for single numbers.</param>
        /// <param name="retain_graph">Whether the graph can be used again.</param>
        /// <param name="create_graph">Whether the derivation is recorded itself.</param>
        /// <param name="allow_unused">Whether an input may be unconnected: its entry is then an invalid tensor.</param>
        /// <returns>A tensor for each input.</returns>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">libtorch refuses.</exception>
        public static unsafe IList<Tensor> grad(
            IList<Tensor> outputs,
            IList<Tensor> inputs,
            IList<Tensor>? grad_outputs = null,
            bool retain_graph = false,
            bool create_graph = false,
            bool allow_unused = false)
        {
            ArgumentNullException.ThrowIfNull(outputs);
            ArgumentNullException.ThrowIfNull(inputs);
            var results = new nint[inputs.Count];
            var (retain, create, unused) = (Flag(retain_graph), Flag(create_graph), Flag(allow_unused));
            fixed (nint* output = Handles(outputs), weight = Weights(grad_outputs, outputs.Count))
            {
                fixed (nint* input = Handles(inputs), result = results)
                {
                    NativeError.ThrowIfFailed(
                        NativeMethods.Gradients(output, weight, outputs.Count, input, inputs.Count, retain, create, unused, result));
                }
            }

            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return Array.ConvertAll(results, static handle => new Tensor(handle));
        }

        /// <summary>Adds the derivatives of tensors to the gradients of the leaves they were computed from.</summary>
        /// <param name="tensors">What to derive.</param>
        /// <param name="grad_tensors">The weight of each element of each tensor; null entries, or null, for single numbers.</param>
        /// <param name="retain_graph">Whether backward can run again; null: as <paramref name="create_graph"/>.</param>
        /// <param name="create_graph">Whether backward is recorded itself.</param>
        /// <param name="inputs">The leaves to add to; null for all.</param>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">libtorch refuses.</exception>
        public static unsafe void backward(
            IList<Tensor> tensors,
            IList<Tensor>? grad_tensors = null,
            bool? retain_graph = null,
            bool create_graph = false,
            IList<Tensor>? inputs = null)
        {
            ArgumentNullException.ThrowIfNull(tensors);
            fixed (nint* tensor = Handles(tensors), weight = Weights(grad_tensors, tensors.Count), input = Handles(inputs ?? []))
            {
                NativeError.ThrowIfFailed(NativeMethods.Backward(
                    tensor, weight, tensors.Count, input, inputs?.Count ?? 0, Flag(retain_graph ?? create_graph), Flag(create_graph)));
            }

            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        /// <inheritdoc cref="backward(IList{Tensor}, IList{Tensor}, bool?, bool, IList{Tensor})"/>
        /// <param name="tensor">What to derive.</param>
        public static void backward(
            Tensor tensor,
            IList<Tensor>? grad_tensors = null,
            bool? retain_graph = null,
            bool create_graph = false,
            IList<Tensor>? inputs = null) => backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        /// <inheritdoc cref="backward(IList{Tensor}, IList{Tensor}, bool?, bool, IList{Tensor})"/>
        /// <param name="tensor">What to derive.</param>
        /// <param name="grad_tensor">The weight of each element.</param>
        public static void backward(
            Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        /// <summary>Makes backward check what it computes and tell which forward operation is to blame, until disposed.</summary>
        /// <param name="check_nan">Whether NaN is an error.</param>
        public static AnomalyMode detect_anomaly(bool check_nan = true) => new(enabled: true, check_nan);

        /// <summary>Switches the checks of <see cref="detect_anomaly"/> on or off, until disposed.</summary>
        /// <param name="mode">Whether to check.</param>
        /// <param name="check_nan">Whether NaN is an error.</param>
        public static AnomalyMode set_detect_anomaly(bool mode, bool check_nan = true) => new(mode, check_nan);

        internal static nint[] Handles(IList<Tensor> tensors)
        {
            var handles = new nint[tensors.Count];
            for (var i = 0; i < handles.Length; i++)
                handles[i] = tensors[i]?.Handle ?? 0;
            return handles;
        }

        private static nint[]? Weights(IList<Tensor>? weights, int count)
        {
            if (weights is null || weights.Count == 0)
                return null;
            return weights.Count == count
                ? Handles(weights)
                : throw new ArgumentException("There must be as many gradients as tensors.", nameof(weights));
        }

        private static int Flag(bool value) => value ? 1 : 0;
    }
}
