namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>
        /// A function with a derivative of its own. Derive from <see cref="SingleTensorFunction{T}"/> or
        /// <see cref="MultiTensorFunction{T}"/>.
        /// </summary>
        /// <typeparam name="T">
        /// The function itself. One instance serves every call, so what belongs to a call goes into the context.
        /// </typeparam>
        public abstract class Function<T> : ICustomFunction
            where T : Function<T>, new()
        {
            private static readonly T _instance = new();

            /// <summary>The function's name, for messages.</summary>
            public abstract string Name { get; }

            /// <summary>Runs forward without recording, and ties its results into the graph.</summary>
            /// <param name="vars">The arguments; those that are tensors can have derivatives.</param>
            /// <returns>The results.</returns>
            public static List<Tensor> apply_internal(params object[] vars)
            {
                ArgumentNullException.ThrowIfNull(vars);
                var context = new AutogradContext(_instance, vars);
                List<Tensor> outputs;
                using (no_grad())
                    outputs = _instance.RunForward(context, vars);
                return context.Tie(outputs);
            }

            /// <inheritdoc/>
            List<Tensor> ICustomFunction.RunBackward(AutogradContext context, List<Tensor> gradients) => RunBackward(context, gradients);

            private protected abstract List<Tensor> RunForward(AutogradContext ctx, object[] vars);

            private protected abstract List<Tensor> RunBackward(AutogradContext ctx, List<Tensor> gradients);
        }

        /// <summary>What a node of the graph needs of a function.</summary>
        internal interface ICustomFunction
        {
            /// <summary>The function's name, for messages.</summary>
            string Name { get; }

            /// <summary>Computes the derivative by every argument.</summary>
            List<Tensor> RunBackward(AutogradContext context, List<Tensor> gradients);
        }
    }
}
