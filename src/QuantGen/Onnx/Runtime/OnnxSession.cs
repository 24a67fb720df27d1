using System.Runtime.InteropServices;
using System.Text;
using QuantGen.Onnx.Runtime;
using static TorchSharp.torch;

namespace QuantGen.Onnx;

/// <summary>A model that ONNX Runtime has loaded and can run, on the processor.</summary>
public sealed unsafe class OnnxSession : IDisposable
{
    private readonly OnnxRuntimeLibrary _library;
    private readonly OrtHandle _session;

    /// <summary>Loads a model file, and the files with its large tensors.</summary>
    /// <param name="library">ONNX Runtime.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">How it runs; null for the defaults.</param>
    /// <exception cref="OnnxException">ONNX Runtime does not take the model, and says why.</exception>
    public OnnxSession(OnnxRuntimeLibrary library, string path, OnnxSessionOptions? options = null)
        : this(library, (options, table) =>
        {
            nint session;
            fixed (byte* place = PathBytes(path))
                library.Check(((delegate* unmanaged[Cdecl]<nint, byte*, nint, nint*, nint>)table(OrtApi.CreateSession))(library.Environment, place, options, &session));

            return session;
        }, options)
    {
    }

    /// <summary>Loads a model from memory.</summary>
    /// <param name="library">ONNX Runtime.</param>
    /// <param name="model">The content of a model file that has all its tensors.</param>
    /// <param name="options">How it runs; null for the defaults.</param>
    /// <exception cref="OnnxException">ONNX Runtime does not take the model, and says why.</exception>
    public OnnxSession(OnnxRuntimeLibrary library, ReadOnlyMemory<byte> model, OnnxSessionOptions? options = null)
        : this(library, (options, table) =>
        {
            nint session;
            fixed (byte* bytes = model.Span)
                library.Check(((delegate* unmanaged[Cdecl]<nint, byte*, nuint, nint, nint*, nint>)table(OrtApi.CreateSessionFromArray))(library.Environment, bytes, (nuint)model.Length, options, &session));

            return session;
        }, options)
    {
    }

    private OnnxSession(OnnxRuntimeLibrary library, Func<nint, Func<int, nint>, nint> create, OnnxSessionOptions? options)
    {
        ArgumentNullException.ThrowIfNull(library);
        _library = library;
        using var settings = Settings(options ?? new OnnxSessionOptions());
        _session = library.Own(create(settings.Value, library.Function), OrtApi.ReleaseSession);
        Inputs = Names(OrtApi.SessionGetInputCount, OrtApi.SessionGetInputName);
        Outputs = Names(OrtApi.SessionGetOutputCount, OrtApi.SessionGetOutputName);
    }

    /// <summary>The names of the inputs, in order.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>The names of the outputs, in order.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>Runs the model.</summary>
    /// <param name="inputs">A tensor on the processor for each input, in order, of its type and shape.</param>
    /// <returns>A new tensor for each output, in order.</returns>
    /// <exception cref="ArgumentException">There are not as many inputs.</exception>
    /// <exception cref="OnnxException">ONNX Runtime refuses the inputs, or cannot run a node.</exception>
    public IReadOnlyList<Tensor> Run(params IReadOnlyList<Tensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != Inputs.Count)
            throw new ArgumentException($"The model has {Inputs.Count} inputs, and {inputs.Count} tensors were given.", nameof(inputs));

        using var names = new OrtTexts([.. Inputs, .. Outputs]);
        using var tensors = new OrtTensors(_library);
        var given = stackalloc nint[Inputs.Count];
        var made = stackalloc nint[Outputs.Count];
        for (var i = 0; i < inputs.Count; i++)
            given[i] = tensors.Add(inputs[i]);
        for (var i = 0; i < Outputs.Count; i++)
            made[i] = 0;

        _library.Check(((delegate* unmanaged[Cdecl]<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)_library.Function(OrtApi.Run))(
            _session.Value, 0, names.Pointers, given, (nuint)Inputs.Count, names.Pointers + Inputs.Count, (nuint)Outputs.Count, made));
        for (var i = 0; i < Outputs.Count; i++)
            tensors.Own(made[i]);

        var results = new Tensor[Outputs.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = tensors.Copy(made[i], Outputs[i]);

        return results;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private OrtHandle Settings(OnnxSessionOptions options)
    {
        nint made;
        _library.Check(((delegate* unmanaged[Cdecl]<nint*, nint>)_library.Function(OrtApi.CreateSessionOptions))(&made));
        var settings = _library.Own(made, OrtApi.ReleaseSessionOptions);
        Set(OrtApi.SetSessionGraphOptimizationLevel, (int)options.Optimization);
        Set(OrtApi.SetIntraOpNumThreads, options.Threads);
        if (options.OptimizedModelPath is { } path)
        {
            // ONNX Runtime warns that such a file is for this machine alone, which is what it is wanted for.
            Set(OrtApi.SetSessionLogSeverityLevel, 3);
            fixed (byte* place = PathBytes(path))
                _library.Check(((delegate* unmanaged[Cdecl]<nint, byte*, nint>)_library.Function(OrtApi.SetOptimizedModelFilePath))(made, place));
        }

        foreach (var (name, value) in options.Entries)
        {
            fixed (byte* key = Encoding.UTF8.GetBytes(name + '\0'), text = Encoding.UTF8.GetBytes(value + '\0'))
                _library.Check(((delegate* unmanaged[Cdecl]<nint, byte*, byte*, nint>)_library.Function(OrtApi.AddSessionConfigEntry))(made, key, text));
        }

        return settings;

        void Set(int function, int value) => _library.Check(((delegate* unmanaged[Cdecl]<nint, int, nint>)_library.Function(function))(settings.Value, value));
    }

    private string[] Names(int countFunction, int nameFunction)
    {
        nuint count;
        nint allocator;
        _library.Check(((delegate* unmanaged[Cdecl]<nint, nuint*, nint>)_library.Function(countFunction))(_session.Value, &count));
        _library.Check(((delegate* unmanaged[Cdecl]<nint*, nint>)_library.Function(OrtApi.GetAllocatorWithDefaultOptions))(&allocator));
        var names = new string[count];
        for (nuint i = 0; i < count; i++)
        {
            nint name;
            _library.Check(((delegate* unmanaged[Cdecl]<nint, nuint, nint, nint*, nint>)_library.Function(nameFunction))(_session.Value, i, allocator, &name));
            names[i] = Marshal.PtrToStringUTF8(name)!;
            _library.Check(((delegate* unmanaged[Cdecl]<nint, nint, nint>)_library.Function(OrtApi.AllocatorFree))(allocator, name));
        }

        return names;
    }

    // The system's own letters: UTF-16 on Windows, else UTF-8.
    private static byte[] PathBytes(string path) => (OperatingSystem.IsWindows() ? Encoding.Unicode : Encoding.UTF8).GetBytes(path + '\0');
}
