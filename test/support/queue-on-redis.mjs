process.env.CATRACA_TEST_QUEUE = 'redis';
