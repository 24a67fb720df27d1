namespace ModelZoo;

/// <summary>A row of the tables that specify MobileNetV3 (Howard et al. 2019, tables 1 and 2).</summary>
/// <param name="InChannels">Channels of the input.</param>
/// <param name="Kernel">Height and width of the depthwise convolution's kernel.</param>
/// <param name="Expanded">Channels of the depthwise convolution.</param>
/// <param name="OutChannels">Channels of the output.</param>
/// <param name="WeighsChannels">Whether channels are weighed (SE).</param>
/// <param name="UsesHardswish">Whether activations are hard swish (HS) and not ReLU (RE).</param>
/// <param name="Stride">Stride of the depthwise convolution.</param>
public sealed record MobileNetV3BlockOptions(
    long InChannels, long Kernel, long Expanded, long OutChannels, bool WeighsChannels, bool UsesHardswish, long Stride);
