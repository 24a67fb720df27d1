namespace ModelZoo;

/// <summary>What a network has a place for.</summary>
/// <param name="Name">Its name for messages.</param>
/// <param name="Activation">The activation of its paper.</param>
/// <param name="Skips">What its skip connections can lead around; that of its paper first.</param>
/// <param name="ChangesShapes">Whether skip connections of such spans lead over changes of shape.</param>
/// <param name="CanKeepFloat">Which convolutions it has, besides those on skip connections.</param>
internal sealed record StructureFamily(
    string Name, ActivationKind Activation, IReadOnlyList<SkipSpan> Skips, bool ChangesShapes, FloatConvolutions CanKeepFloat);
