namespace SampleKit.Imaging;

/// <summary>Other sizes of pictures and masks, as torchvision makes them of tensors.</summary>
internal static class Resizing
{
    /// <summary>
    /// Bilinear with antialiasing: first along rows, then along columns, in float32 with fused multiplication and addition, each result rounded to the nearest whole number, halves
    /// to the even one (torchvision.transforms.functional.resize with antialias=True on a tensor of bytes).
    /// </summary>
    /// <param name="source">The picture.</param>
    /// <param name="width">Pixels in a row of the result.</param>
    /// <param name="height">Rows of the result.</param>
    public static Picture Bilinear(Picture source, int width, int height)
    {
        const int Channels = Picture.Channels;

        if (source.Width == width && source.Height == height)
            return source;

        var across = new ResizeWeights(source.Width, width);
        var down = new ResizeWeights(source.Height, height);
        var rows = new float[source.Height * width * Channels];
        for (var y = 0; y < source.Height; y++)
            Shrink(source.Row(y), across, rows.AsSpan(y * width * Channels, width * Channels));

        var result = new Picture(new byte[height * width * Channels], width, height);
        for (var y = 0; y < height; y++)
        {
            var target = result.Row(y);
            var weights = down.Of(y);
            for (var i = 0; i < target.Length; i++)
            {
                var sum = 0f;
                for (var j = 0; j < weights.Length; j++)
                    sum = MathF.FusedMultiplyAdd(rows[((down.First(y) + j) * width * Channels) + i], weights[j], sum);

                target[i] = (byte)Math.Clamp(MathF.Round(sum, MidpointRounding.ToEven), 0, byte.MaxValue);
            }
        }

        return result;
    }

    /// <summary>The nearest label, as torch.nn.functional.interpolate(mode="nearest") takes it: the one at floor(position * old / new).</summary>
    /// <param name="source">The mask.</param>
    /// <param name="width">Pixels in a row of the result.</param>
    /// <param name="height">Rows of the result.</param>
    public static LabelMask Nearest(LabelMask source, int width, int height)
    {
        if (source.Width == width && source.Height == height)
            return source;

        var result = new LabelMask(new byte[height * width], width, height);
        for (var y = 0; y < height; y++)
        {
            var from = source.Row(NearestIndex(y, source.Height, height));
            var to = result.Row(y);
            for (var x = 0; x < width; x++)
                to[x] = from[NearestIndex(x, source.Width, width)];
        }

        return result;
    }

    private static int NearestIndex(int position, int from, int to) =>
        Math.Min((int)MathF.Floor(position * ((float)from / to)), from - 1);

    private static void Shrink(ReadOnlySpan<byte> row, ResizeWeights weights, Span<float> target)
    {
        const int Channels = Picture.Channels;

        for (var x = 0; x < target.Length / Channels; x++)
        {
            float red = 0, green = 0, blue = 0;
            var at = weights.First(x) * Channels;
            foreach (var weight in weights.Of(x))
            {
                red = MathF.FusedMultiplyAdd(row[at], weight, red);
                green = MathF.FusedMultiplyAdd(row[at + 1], weight, green);
                blue = MathF.FusedMultiplyAdd(row[at + 2], weight, blue);
                at += Channels;
            }

            target[x * Channels] = red;
            target[(x * Channels) + 1] = green;
            target[(x * Channels) + 2] = blue;
        }
    }
}
