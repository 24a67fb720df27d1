namespace ModelZoo;

/// <summary>What tells the MobileNetV3s apart.</summary>
/// <param name="Blocks">The blocks.</param>
/// <param name="LastChannels">Features of the classifier's hidden layer.</param>
public sealed record MobileNetV3Options(IReadOnlyList<MobileNetV3BlockOptions> Blocks, long LastChannels)
{
    /// <summary>MobileNetV3-Large (Howard et al. 2019, table 1).</summary>
    public static MobileNetV3Options Large { get; } = new(
        [
            new(16, 3, 16, 16, false, false, 1),
            new(16, 3, 64, 24, false, false, 2),
            new(24, 3, 72, 24, false, false, 1),
            new(24, 5, 72, 40, true, false, 2),
            new(40, 5, 120, 40, true, false, 1),
            new(40, 5, 120, 40, true, false, 1),
            new(40, 3, 240, 80, false, true, 2),
            new(80, 3, 200, 80, false, true, 1),
            new(80, 3, 184, 80, false, true, 1),
            new(80, 3, 184, 80, false, true, 1),
            new(80, 3, 480, 112, true, true, 1),
            new(112, 3, 672, 112, true, true, 1),
            new(112, 5, 672, 160, true, true, 2),
            new(160, 5, 960, 160, true, true, 1),
            new(160, 5, 960, 160, true, true, 1),
        ],
        1280);

    /// <summary>MobileNetV3-Small (Howard et al. 2019, table 2).</summary>
    public static MobileNetV3Options Small { get; } = new(
        [
            new(16, 3, 16, 16, true, false, 2),
            new(16, 3, 72, 24, false, false, 2),
            new(24, 3, 88, 24, false, false, 1),
            new(24, 5, 96, 40, true, true, 2),
            new(40, 5, 240, 40, true, true, 1),
            new(40, 5, 240, 40, true, true, 1),
            new(40, 5, 120, 48, true, true, 1),
            new(48, 5, 144, 48, true, true, 1),
            new(48, 5, 288, 96, true, true, 2),
            new(96, 5, 576, 96, true, true, 1),
            new(96, 5, 576, 96, true, true, 1),
        ],
        1024);
}
