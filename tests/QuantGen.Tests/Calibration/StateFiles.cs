namespace QuantGen.Tests.Calibration;

/// <summary>A folder for the files of one test.</summary>
internal sealed class StateFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quantgen-state-").FullName;

    /// <summary>Where a file of this name is.</summary>
    public string this[string name] => Path.Combine(_folder, name);

    /// <summary>The names of the files there.</summary>
    public IEnumerable<string?> Names => Directory.EnumerateFiles(_folder).Select(Path.GetFileName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
