using System.Runtime.CompilerServices;
using System.Text;
using Xunit.Sdk;

namespace QuantGen.Testing.Snapshots;

/// <summary>
/// Compares generated files with those a reviewer accepted. Names, first line and bytes are those of Verify with
/// Verify.SourceGenerators, so that the accepted files can stay when that library takes over.
/// </summary>
/// <remarks>
/// A file is <c>Snapshots/Class.Method#hint name.verified.cs</c> beside the test: UTF-8 with byte order mark, LF, first line
/// <c>//HintName: ...</c>. A mismatch leaves a <c>.received.cs</c> beside it. ACCEPT_SNAPSHOTS=1 accepts what comes, except where CI is set.
/// </remarks>
public static class Snapshot
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Compares everything a test generated.</summary>
    /// <param name="files">Hint names and texts.</param>
    /// <param name="variant">Tells the cases of a theory apart, as <c>name=value</c>; null for a fact.</param>
    /// <param name="test">The test method.</param>
    /// <param name="source">The test's file, named after its class.</param>
    public static void Verify(
        IEnumerable<(string HintName, string Text)> files,
        string? variant = null,
        [CallerMemberName] string test = "",
        [CallerFilePath] string source = "")
    {
        ArgumentNullException.ThrowIfNull(files);

        var folder = SnapshotFolder.Beside(source);
        var prefix = $"{Path.GetFileNameWithoutExtension(source)}.{test}{(variant is null ? "" : "_" + variant)}";
        var expected = new HashSet<string>(StringComparer.Ordinal);
        var failures = new List<string>();

        Directory.CreateDirectory(folder);
        foreach (var (hintName, text) in files)
        {
            var name = $"{prefix}#{Path.GetFileNameWithoutExtension(hintName)}";
            var extension = Path.GetExtension(hintName);
            expected.Add($"{name}.verified{extension}");
            Compare(Path.Combine(folder, name), extension, $"//HintName: {hintName}\n{text}", failures);
        }

        foreach (var stale in SnapshotFolder.Files(folder).Where(file => IsOf(file, prefix) && !expected.Contains(Path.GetFileName(file))))
        {
            if (IsAccepting)
                File.Delete(stale);
            else
                failures.Add($"{Path.GetFileName(stale)} is no longer generated.");
        }

        if (failures.Count > 0)
            throw new XunitException(string.Join("\n", failures) + "\nACCEPT_SNAPSHOTS=1 accepts what was received.");
    }

    private static bool IsAccepting
    {
        get
        {
            if (Environment.GetEnvironmentVariable("ACCEPT_SNAPSHOTS") != "1")
                return false;
            if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
                throw new XunitException("Snapshots are not accepted where CI is set.");
            return true;
        }
    }

    private static void Compare(string path, string extension, string received, List<string> failures)
    {
        var verifiedFile = path + ".verified" + extension;
        var receivedFile = path + ".received" + extension;
        var verified = File.Exists(verifiedFile) ? File.ReadAllText(verifiedFile) : null;
        if (string.Equals(verified, received, StringComparison.Ordinal) || IsAccepting)
        {
            File.Delete(receivedFile);
            if (!string.Equals(verified, received, StringComparison.Ordinal))
                File.WriteAllText(verifiedFile, received, _utf8);
            return;
        }

        File.WriteAllText(receivedFile, received, _utf8);
        failures.Add(verified is null ? $"{Path.GetFileName(verifiedFile)} does not exist yet." : Difference(verified, received, verifiedFile));
    }

    private static string Difference(string verified, string received, string file)
    {
        var (expected, actual) = (verified.Split('\n'), received.Split('\n'));
        var line = 0;
        while (line < expected.Length && line < actual.Length && expected[line] == actual[line])
            line++;

        return $"{Path.GetFileName(file)} differs from line {line + 1} on:\n  verified: {At(expected, line)}\n  received: {At(actual, line)}";
    }

    private static string At(string[] lines, int line) => line < lines.Length ? lines[line] : "(end of file)";

    private static bool IsOf(string file, string prefix)
    {
        var name = Path.GetFileName(file);
        return name.StartsWith(prefix + "#", StringComparison.Ordinal) || name.StartsWith(prefix + ".", StringComparison.Ordinal);
    }
}
