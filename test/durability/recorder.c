/*
 * Records, in order, everything a program does to the files below one folder that a power cut could undo, together
 * with what it says on its standard output. Preloaded into the paying process:
 *
 *   gcc -O2 -shared -fPIC -o recorder.so recorder.c -ldl -lpthread
 *   LD_PRELOAD=recorder.so RECORD_FOLDER=/data RECORD_FILE=/tmp/record  node payer.ts …
 *
 * A record is a 24-byte head and its payload, in the byte order of the machine:
 *
 *   u8 kind   'W' write, 'T' truncate to offset, 'S' sync, 'U' unlink, 'M' make empty, 'R' rename (payload: new name),
 *             'A' written to standard output
 *   u8 0, u16 length of the name, u32 length of the payload, u64 offset, u64 0
 *   name (relative to the folder, no leading slash), payload
 *
 * The shared-memory index of a WAL (-shm) is rebuilt after every crash and is left out.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define FILES 4096

struct head {
  uint8_t kind;
  uint8_t zero;
  uint16_t name_length;
  uint32_t payload_length;
  uint64_t offset;
  uint64_t reserved;
};

static char *name_of[FILES];
static const char *folder;
static size_t folder_length;
static int record = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_open)(const char *, int, ...);

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void start(void) {
  real_write = REAL(write);
  real_open = REAL(open);
  const char *file = getenv("RECORD_FILE");
  folder = getenv("RECORD_FOLDER");
  if (!file || !folder) return;
  folder_length = strlen(folder);
  record = real_open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (record < 0) abort();
}

static void put(const void *bytes, size_t length) {
  const char *at = bytes;
  while (length > 0) {
    ssize_t written = real_write(record, at, length);
    if (written < 0 && errno == EINTR) continue;
    /* A recording with a hole would prove nothing. */
    if (written <= 0) abort();
    at += written;
    length -= (size_t)written;
  }
}

static void note(char kind, const char *name, uint64_t offset, const void *payload, size_t length) {
  if (record < 0) return;
  int saved = errno;
  struct head head = {(uint8_t)kind, 0, (uint16_t)strlen(name), (uint32_t)length, offset, 0};
  pthread_mutex_lock(&lock);
  put(&head, sizeof head);
  put(name, head.name_length);
  if (length > 0) put(payload, length);
  pthread_mutex_unlock(&lock);
  errno = saved;
}

/* Name below the folder, or NULL for a path that is not recorded. */
static const char *inside(const char *path) {
  if (record < 0 || !path || strncmp(path, folder, folder_length) != 0 || path[folder_length] != '/') return NULL;
  const char *name = path + folder_length + 1;
  size_t length = strlen(name);
  if (length >= 4 && strcmp(name + length - 4, "-shm") == 0) return NULL;
  return name;
}

static const char *name_at(int fd) { return fd >= 0 && fd < FILES ? name_of[fd] : NULL; }

static int opened(int fd, const char *path, int flags) {
  if (fd < 0) return fd;
  const char *name = inside(path);
  if (fd >= FILES) {
    if (name) abort();
    return fd;
  }
  free(name_of[fd]);
  name_of[fd] = name ? strdup(name) : NULL;
  if (name && (flags & O_TRUNC)) note('M', name, 0, NULL, 0);
  return fd;
}

#define MODE_OF(flags)                                   \
  mode_t mode = 0;                                       \
  if ((flags) & (O_CREAT | O_TMPFILE)) {                 \
    va_list rest;                                        \
    va_start(rest, flags);                               \
    mode = va_arg(rest, mode_t);                         \
    va_end(rest);                                        \
  }

int open(const char *path, int flags, ...) {
  MODE_OF(flags)
  return opened(real_open(path, flags, mode), path, flags);
}

int open64(const char *path, int flags, ...) {
  MODE_OF(flags)
  return opened(REAL(open64)(path, flags, mode), path, flags);
}

int close(int fd) {
  if (name_at(fd)) {
    free(name_of[fd]);
    name_of[fd] = NULL;
  }
  return REAL(close)(fd);
}

static void wrote(int fd, const void *bytes, ssize_t length, uint64_t offset) {
  if (length <= 0) return;
  if (fd == STDOUT_FILENO) note('A', "", 0, bytes, (size_t)length);
  else if (name_at(fd)) note('W', name_at(fd), offset, bytes, (size_t)length);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
  ssize_t written = REAL(pwrite)(fd, bytes, length, offset);
  wrote(fd, bytes, written, (uint64_t)offset);
  return written;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  ssize_t written = REAL(pwrite64)(fd, bytes, length, offset);
  wrote(fd, bytes, written, (uint64_t)offset);
  return written;
}

static uint64_t position(int fd) {
  if (!name_at(fd)) return 0;
  return (uint64_t)((fcntl(fd, F_GETFL) & O_APPEND) ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR));
}

ssize_t write(int fd, const void *bytes, size_t length) {
  uint64_t offset = position(fd);
  ssize_t written = real_write(fd, bytes, length);
  wrote(fd, bytes, written, offset);
  return written;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  uint64_t offset = position(fd);
  ssize_t written = REAL(writev)(fd, parts, count);
  ssize_t left = written;
  for (int i = 0; i < count && left > 0; i++) {
    ssize_t length = left < (ssize_t)parts[i].iov_len ? left : (ssize_t)parts[i].iov_len;
    wrote(fd, parts[i].iov_base, length, offset);
    offset += (uint64_t)length;
    left -= length;
  }
  return written;
}

#define TRUNCATE(name, type)                                                \
  int name(int fd, type length) {                                           \
    int result = REAL(name)(fd, length);                                    \
    if (result == 0 && name_at(fd)) note('T', name_at(fd), (uint64_t)length, NULL, 0); \
    return result;                                                          \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name)                                                  \
  int name(int fd) {                                                \
    int result = REAL(name)(fd);                                    \
    if (result == 0 && name_at(fd)) note('S', name_at(fd), 0, NULL, 0); \
    return result;                                                  \
  }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
  int result = REAL(unlink)(path);
  if (result == 0 && inside(path)) note('U', inside(path), 0, NULL, 0);
  return result;
}

int rename(const char *from, const char *to) {
  int result = REAL(rename)(from, to);
  if (result == 0 && inside(from) && inside(to)) note('R', inside(from), 0, inside(to), strlen(inside(to)));
  return result;
}

/* Ways around the recording: a program that takes one of them is not tested, so it stops here. */
int posix_fallocate(int fd, off_t offset, off_t length) {
  if (name_at(fd)) abort();
  return REAL(posix_fallocate)(fd, offset, length);
}

int fallocate(int fd, int mode, off_t offset, off_t length) {
  if (name_at(fd)) abort();
  return REAL(fallocate)(fd, mode, offset, length);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  if (name_at(fd)) abort();
  return REAL(pwritev)(fd, parts, count, offset);
}
