using System.Globalization;
using System.Security.Cryptography;

namespace ImageClassification.Data;

/// <summary>What a model learns from and what it is tested on.</summary>
/// <param name="Name">The name for file names and messages, such as <c>cifar10</c>.</param>
/// <param name="Training">Pictures to learn from.</param>
/// <param name="Test">Pictures that nothing is chosen by.</param>
/// <param name="ClassNames">The names of the classes, in the order of the labels.</param>
/// <param name="Mirrored">Whether a picture's mirror image is of the same class and as likely.</param>
internal sealed record ImageData(string Name, ImageSet Training, ImageSet Test, IReadOnlyList<string> ClassNames, bool Mirrored = true)
{
    /// <summary>Puts the last training pictures in the place of the test pictures, for choices that the test set must not see.</summary>
    /// <param name="count">How many, fewer than there are training pictures.</param>
    /// <exception cref="ImageDataException">There are not that many training pictures.</exception>
    public ImageData HoldOut(int count) => count < Training.Count
        ? this with
        {
            Training = Training.Slice(0, Training.Count - count),
            Test = Training.Slice(Training.Count - count, count),
        }
        : throw new ImageDataException(string.Create(
            CultureInfo.InvariantCulture, $"{count} pictures cannot be held out of {Training.Count} training pictures: hold out fewer."));

    /// <summary>Sixteen hexadecimal digits that change with any training picture or label.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Training.Pixels);
        hash.AppendData(Training.Labels);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
