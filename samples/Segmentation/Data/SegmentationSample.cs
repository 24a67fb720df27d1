using SampleKit.Imaging;

namespace Segmentation.Data;

/// <summary>A picture, and the class of each of its pixels.</summary>
internal sealed record SegmentationSample(Picture Picture, LabelMask Mask);
