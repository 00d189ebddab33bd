const closeSecondsMax = 8;

/**
 * Ends this process cleanly on SIGTERM and SIGINT, and also when the supervisor that started it is gone: the channel
 * between the two closes even when the supervisor was killed without a word.
 */
export function endWithParent(close: () => Promise<void>): void {
  let ending = false;
  const end = async (exitCode: number) => {
    if (ending) return;
    ending = true;
    // A connection that never ends must not keep the process alive.
    setTimeout(() => process.exit(1), closeSecondsMax * 1000).unref();
    try {
      await close();
      process.exit(exitCode);
    } catch (error) {
      console.error(error);
      process.exit(1);
    }
  };
  process.on('SIGTERM', () => void end(0));
  process.on('SIGINT', () => void end(0));
  if (!process.channel) return;
  process.on('disconnect', () => void end(0));
  // The channel alone must not keep a process that has nothing else to do.
  process.channel.unref();
}
