using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace QuantGen.Samples.Tests.Support;

/// <summary>Keeps the tests to one thread: several wait for each other by spinning, which takes long where other programs run too.</summary>
internal static class OneThread
{
    [ModuleInitializer]
    internal static void Set() => set_num_threads(1);
}
