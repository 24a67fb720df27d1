using QuantGen.Generators.Caching;

namespace QuantGen.ModelReading.Reading;

/// <content>What the generator alone wants to know of a file.</content>
internal sealed partial class FileFacts
{
    /// <summary>What its syntax says of annotations.</summary>
    public FileOutline Outline => field ??= new FileOutline(_file);
}
