using System.Globalization;

namespace ImageClassification.Data;

/// <summary>
/// Reads CIFAR-10 in its binary form: records of a label byte and the red, green and blue planes of 32x32 pixels
/// (https://www.cs.toronto.edu/~kriz/cifar.html). The training files are <c>data_batch_1.bin</c> and up, as many as there are;
/// the test file is <c>test_batch.bin</c>.
/// </summary>
internal static class Cifar10
{
    private const int Side = 32;
    private const int Plane = Side * Side;
    private const int Record = 1 + (ImageSet.Channels * Plane);
    private const string TestFile = "test_batch.bin";

    private static readonly Normalization Normalization = new([0.4914f, 0.4822f, 0.4465f], [0.2470f, 0.2435f, 0.2616f]);

    private static readonly string[] ClassNames =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>Reads a folder.</summary>
    /// <exception cref="ImageDataException">The folder or a file in it is missing, empty, cut short or not in this form.</exception>
    public static ImageData Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new ImageDataException($"The data folder '{folder}' does not exist: give the folder that holds CIFAR-10's data_batch_1.bin and {TestFile}.");

        var trainingFiles = Directory.GetFiles(folder, "data_batch_*.bin");
        if (trainingFiles.Length == 0)
            throw new ImageDataException($"The data folder '{folder}' holds no data_batch_*.bin: give the folder of CIFAR-10 in its binary form.");

        var testFile = Path.Combine(folder, TestFile);
        if (!File.Exists(testFile))
            throw new ImageDataException($"The data folder '{folder}' holds no {TestFile}: give the folder of CIFAR-10 in its binary form.");

        Array.Sort(trainingFiles, StringComparer.Ordinal);
        return new ImageData("cifar10", ReadFiles(trainingFiles), ReadFiles([testFile]), ClassNames);
    }

    private static ImageSet ReadFiles(string[] files)
    {
        var contents = Array.ConvertAll(files, ReadWhole);
        var count = contents.Sum(static content => content.Length / Record);
        var pixels = new byte[count * ImageSet.Channels * Plane];
        var labels = new byte[count];

        var index = 0;
        for (var file = 0; file < files.Length; file++)
        {
            for (var start = 0; start < contents[file].Length; start += Record, index++)
            {
                var record = contents[file].AsSpan(start, Record);
                labels[index] = Label(record[0], files[file], start / Record);
                Interleave(record[1..], pixels.AsSpan(index * ImageSet.Channels * Plane, ImageSet.Channels * Plane));
            }
        }

        return new ImageSet(pixels, labels, Side, Normalization);
    }

    private static byte[] ReadWhole(string file)
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ImageDataException($"The data file '{file}' cannot be read: {exception.Message}", exception);
        }

        if (content.Length == 0)
            throw new ImageDataException($"The data file '{file}' is empty: get it again.");

        var rest = content.Length % Record;
        if (rest != 0)
        {
            throw new ImageDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"The data file '{file}' is cut short or not CIFAR-10: its {content.Length} bytes are {content.Length / Record} records of {Record} bytes and {rest} bytes more."));
        }

        return content;
    }

    private static byte Label(byte label, string file, int record) => label < ClassNames.Length
        ? label
        : throw new ImageDataException(string.Create(
            CultureInfo.InvariantCulture, $"The data file '{file}' is not CIFAR-10: record {record} has the label {label}, and labels go from 0 to 9."));

    private static void Interleave(ReadOnlySpan<byte> planes, Span<byte> pixels)
    {
        var red = planes[..Plane];
        var green = planes.Slice(Plane, Plane);
        var blue = planes.Slice(2 * Plane, Plane);
        for (var i = 0; i < Plane; i++)
        {
            pixels[ImageSet.Channels * i] = red[i];
            pixels[(ImageSet.Channels * i) + 1] = green[i];
            pixels[(ImageSet.Channels * i) + 2] = blue[i];
        }
    }
}
