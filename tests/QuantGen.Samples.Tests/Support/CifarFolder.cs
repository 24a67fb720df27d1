namespace QuantGen.Samples.Tests.Support;

/// <summary>Writes small files in CIFAR-10's binary form.</summary>
internal static class CifarFolder
{
    public const int Record = 3073;
    private const int Plane = 1024;

    /// <summary>Writes one training and one test file of pictures whose colour tells their class.</summary>
    public static void Write(string folder, int training = 40, int test = 20)
    {
        File.WriteAllBytes(Path.Combine(folder, "data_batch_1.bin"), Records(training, first: 0));
        File.WriteAllBytes(Path.Combine(folder, "test_batch.bin"), Records(test, first: 1000));
    }

    /// <summary>Records labelled 0 to 9 in turn.</summary>
    public static byte[] Records(int count, int first)
    {
        var bytes = new byte[count * Record];
        for (var record = 0; record < count; record++)
        {
            var label = record % 10;
            bytes[record * Record] = (byte)label;
            for (var i = 0; i < Record - 1; i++)
                bytes[(record * Record) + 1 + i] = Value(first + record, label, i / Plane, i % Plane);
        }

        return bytes;
    }

    /// <summary>The byte of a picture's channel and pixel.</summary>
    public static byte Value(int picture, int label, int channel, int pixel) =>
        (byte)((25 * label) + (channel * 40) + (((picture * 7) + pixel) % 16));
}
