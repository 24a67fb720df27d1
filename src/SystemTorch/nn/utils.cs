using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Work on the parameters of a network as a whole.</summary>
        public static partial class utils
        {
            /// <summary>Scales the gradients so that the norm of all together is at most <paramref name="max_norm"/>.</summary>
            /// <returns>The norm as it was.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var unrecorded = no_grad();
                using var scope = NewDisposeScope();
                Tensor[] gradients = [.. tensors.Select(parameter => parameter.grad).OfType<Tensor>()];
                if (gradients.Length == 0)
                    return 0;

                var norm = double.IsPositiveInfinity(norm_type)
                    ? gradients.Max(gradient => gradient.abs().max().ToDouble())
                    : stack([.. gradients.Select(gradient => gradient.norm((float)norm_type))]).norm((float)norm_type).ToDouble();
                var factor = max_norm / (norm + 1e-6);
                if (factor < 1)
                {
                    foreach (var gradient in gradients)
                        gradient.mul_(factor);
                }

                return norm;
            }

            /// <summary>Clamps the gradients to +- <paramref name="clip_value"/>.</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var unrecorded = no_grad();
                foreach (var parameter in tensors)
                {
                    using var gradient = parameter.grad;
                    gradient?.clamp_(-clip_value, clip_value);
                }
            }

            /// <summary>All parameters flattened into one vector, part of the graph.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors) =>
                cat([.. tensors.Select(parameter => parameter.reshape(-1))]);

            /// <summary>Copies a vector's elements into the parameters, in order.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using var unrecorded = no_grad();
                using var scope = NewDisposeScope();
                var start = 0L;
                foreach (var parameter in tensors)
                {
                    parameter.copy_(vec.narrow(0, start, parameter.numel()).view_as(parameter));
                    start += parameter.numel();
                }
            }

            /// <summary>
            /// The weight and bias of a convolution that does what a convolution followed by an evaluated batch normalisation does.
            /// </summary>
            public static (Parameter weight, Parameter bias) fuse_conv_bn_weights(
                Tensor conv_w, Tensor? conv_b, Tensor bn_rm, Tensor bn_rv, double bn_eps, Tensor? bn_w, Tensor? bn_b,
                bool transpose = false)
            {
                using var scope = NewDisposeScope();
                var recordsBias = conv_b?.requires_grad ?? false;
                var biasType = conv_b?.dtype ?? conv_w.dtype;
                var factor = (bn_w ?? ones_like(bn_rm)) * rsqrt(bn_rv + bn_eps);
                var shape = Sizes.Repeat(1, (int)conv_w.dim());
                shape[transpose ? 1 : 0] = -1;

                var weight = (conv_w * factor.reshape(shape)).to(conv_w.dtype);
                var bias = (((conv_b ?? zeros_like(bn_rm)) - bn_rm) * factor + (bn_b ?? zeros_like(bn_rm))).to(biasType);
                return scope.MoveToOuter(new Parameter(weight, conv_w.requires_grad), new Parameter(bias, recordsBias));
            }

            /// <summary>The same for a linear layer.</summary>
            public static (Parameter weight, Parameter bias) fuse_linear_bn_weights(
                Tensor linear_w, Tensor? linear_b, Tensor bn_rm, Tensor bn_rv, double bn_eps, Tensor bn_w, Tensor bn_b) =>
                fuse_conv_bn_weights(linear_w, linear_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b);
        }
    }
}
