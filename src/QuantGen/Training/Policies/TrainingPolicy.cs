namespace QuantGen.Training.Policies;

/// <summary>
/// What becomes of the quantizers of a low-bit model at the start and at given epochs of its training, as a text file says it. The grammar is that
/// of aim-uofa's model-quantization, read strictly: whatever is not understood is an error that names its line and column.
/// </summary>
/// <remarks>
/// <code>
/// on init:
///   by_index: all
///   by_tag: wt            # fm: what a layer takes, wt: its weight, ot: what it returns
///   progressive: True
///
/// on epoch: 10 20
///   by_index: all
///   by_tag: wt
///   level_num: -2
/// </code>
/// </remarks>
public sealed class TrainingPolicy
{
    private const long LongestFile = 1 << 20;

    internal TrainingPolicy(string path, IReadOnlyList<PolicySection> sections)
    {
        Path = path;
        Sections = sections;
    }

    /// <summary>The name of the file, for messages.</summary>
    public string Path { get; }

    /// <summary>The sections in the order of the file. There may be several for one trigger; they add up.</summary>
    public IReadOnlyList<PolicySection> Sections { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">A text in UTF-8.</param>
    /// <exception cref="PolicyException">The file cannot be read, or something in it is not understood.</exception>
    public static TrainingPolicy Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (file.Length > LongestFile)
                throw new PolicyException($"The file '{path}' is no policy: it is longer than {LongestFile} bytes.");

            using var reader = new StreamReader(file);
            return Parse(reader.ReadToEnd(), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PolicyException($"The policy '{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Its name for messages.</param>
    /// <exception cref="PolicyException">Something in it is not understood.</exception>
    public static TrainingPolicy Parse(string text, string path = "policy")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(path);
        return new TrainingPolicy(path, new PolicyParser(path).Parse(text));
    }
}
