namespace ModelZoo;

/// <summary>A row of the table that specifies EfficientNet-B0 (Tan and Le 2019, table 1).</summary>
/// <param name="Expansion">Channels of the depthwise convolution over those of the input.</param>
/// <param name="Kernel">Height and width of the depthwise convolution's kernel.</param>
/// <param name="Stride">Stride of the first block.</param>
/// <param name="InChannels">Channels of the input.</param>
/// <param name="OutChannels">Channels of the output.</param>
/// <param name="Blocks">How many blocks.</param>
public sealed record MBConvOptions(long Expansion, long Kernel, long Stride, long InChannels, long OutChannels, int Blocks);
