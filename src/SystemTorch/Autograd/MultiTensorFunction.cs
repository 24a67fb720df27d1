namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>A function with several results and a derivative of its own.</summary>
        /// <inheritdoc cref="Function{T}"/>
        public abstract class MultiTensorFunction<T> : Function<T>
            where T : MultiTensorFunction<T>, new()
        {
            /// <summary>Applies the function.</summary>
            /// <param name="vars">The arguments; those that are tensors can have derivatives.</param>
            /// <returns>The results.</returns>
            public static List<Tensor> apply(params object[] vars) => apply_internal(vars);

            /// <summary>Computes the results; what it does is not recorded.</summary>
            /// <param name="ctx">Keeps what backward needs.</param>
            /// <param name="vars">The arguments.</param>
            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

            /// <summary>Computes the derivative by every argument.</summary>
            /// <param name="ctx">What forward kept.</param>
            /// <param name="grad_outputs">The derivative by each result.</param>
            /// <returns>An entry for every argument of <see cref="apply"/>: null for what is no tensor or has no derivative.</returns>
            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            private protected sealed override List<Tensor> RunForward(AutogradContext ctx, object[] vars) => forward(ctx, vars);

            private protected sealed override List<Tensor> RunBackward(AutogradContext ctx, List<Tensor> gradients) =>
                backward(ctx, gradients);
        }
    }
}
