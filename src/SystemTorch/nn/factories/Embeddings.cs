using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
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

        public static EmbeddingBag EmbeddingBag(
            long num_embeddings, long embedding_dims, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false,
            EmbeddingBagMode mode = EmbeddingBagMode.Mean, bool sparse = false, bool include_last_offset = false, long padding_index = -1,
            Device? device = null, ScalarType? dtype = null) =>
            new(
                NewTable(num_embeddings, embedding_dims, padding_index < 0 ? null : padding_index, device, dtype), max_norm, norm_type,
                scale_grad_by_freq, mode, sparse, include_last_offset, padding_index);

        private static Parameter NewTable(long entries, long dimensions, long? padding_idx, Device? device, ScalarType? dtype)
        {
            var table = randn([entries, dimensions], dtype, device);
            if (padding_idx is { } padding)
                table[padding].zero_();
            return new(table);
        }
    }
}
