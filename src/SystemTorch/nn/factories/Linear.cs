using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static Linear Linear(
            long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
            new(inputSize, outputSize, hasBias, device, dtype);

        public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias);

        public static Embedding Embedding(
            long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2,
            bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null) =>
            new(
                NewTable(num_embeddings, embedding_dims, padding_idx, device, dtype), padding_idx, max_norm, norm_type,
                scale_grad_by_freq, sparse);

        public static Embedding Embedding_from_pretrained(
            Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2,
            bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null) =>
            new(
                new(embeddings.detach().clone().to(dtype ?? get_default_dtype(), device ?? get_default_device()), !freeze), padding_idx,
                max_norm, norm_type, scale_grad_by_freq, sparse);

        private static Parameter NewTable(long entries, long dimensions, long? padding_idx, Device? device, ScalarType? dtype)
        {
            var table = randn([entries, dimensions], dtype, device);
            if (padding_idx is { } padding)
                table[padding].zero_();
            return new(table);
        }
    }
}
