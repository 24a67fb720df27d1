namespace Segmentation.Data;

/// <summary>A class of pixels.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Color">Red, green, blue in one number, for pictures of predictions.</param>
internal sealed record LabelClass(string Name, int Color);
