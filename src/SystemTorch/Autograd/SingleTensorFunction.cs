namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>A function with one result and a derivative of its own.</summary>
        /// <inheritdoc cref="Function{T}"/>
        public abstract class SingleTensorFunction<T> : Function<T>
            where T : SingleTensorFunction<T>, new()
        {
            /// <summary>Applies the function.</summary>
            /// <param name="vars">The arguments; those that are tensors can have derivatives.</param>
            /// <returns>The result.</returns>
            public static Tensor apply(params object[] vars) => apply_internal(vars)[0];

            /// <summary>Computes the result; what it does is not recorded.</summary>
            /// <param name="ctx">Keeps what backward needs.</param>
            /// <param name="vars">The arguments.</param>
            public abstract Tensor forward(AutogradContext ctx, params object[] vars);

            /// <summary>Computes the derivative by every argument.</summary>
            /// <param name="ctx">What forward kept.</param>
            /// <param name="grad_output">The derivative by the result.</param>
            /// <returns>An entry for every argument of <see cref="apply"/>: null for what is no tensor or has no derivative.</returns>
            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            private protected sealed override List<Tensor> RunForward(AutogradContext ctx, object[] vars) => [forward(ctx, vars)];

            private protected sealed override List<Tensor> RunBackward(AutogradContext ctx, List<Tensor> gradients) =>
                backward(ctx, gradients[0]);
        }
    }
}
