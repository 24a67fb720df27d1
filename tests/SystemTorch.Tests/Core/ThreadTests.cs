using System.Runtime.InteropServices;
using Xunit;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Core;

public sealed class ThreadTests
{
    [Fact]
    public void TheNumberOfThreadsIsSetForOperatorsAndForMatrixProducts()
    {
        var before = get_num_threads();
        try
        {
            foreach (var count in (int[])[1, 2])
            {
                set_num_threads(count);
                Assert.Equal(count, get_num_threads());
                if (NativeLibrary.TryLoad("libopenblas.so.0", out var blas) && NativeLibrary.TryGetExport(blas, "openblas_get_num_threads", out var get))
                    Assert.Equal(count, BlasThreads(get));
            }
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [Fact]
    public void ThereIsNoComputingWithoutThreads() => Assert.Throws<ExternalException>(static () => set_num_threads(0));

    private static int BlasThreads(nint function) => Marshal.GetDelegateForFunctionPointer<Query>(function)();

    private delegate int Query();
}
