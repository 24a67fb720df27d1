using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace QuantGen.ModelReading.Reading;

/// <summary>What is found once for a file, whoever asks first, and goes with it; two that ask at once find the same.</summary>
internal sealed partial class FileFacts
{
    // One table for all of it: an entry takes a handle and a lock, which is more than most files take to be looked at.
    private static readonly ConditionalWeakTable<SyntaxTree, FileFacts> s_instances = new();

    private readonly SyntaxTree _file;

    private FileFacts(SyntaxTree file) => _file = file;

    /// <summary>What its head says for all other files.</summary>
    public FileHead Head => field ??= new FileHead(_file);

    /// <summary>The facts of a file.</summary>
    public static FileFacts Of(SyntaxTree file) => s_instances.GetValue(file, static file => new FileFacts(file));
}
